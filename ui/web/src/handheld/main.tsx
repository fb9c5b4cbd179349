import { start } from '../shared/start'
import { Handheld } from './Handheld'

void start(<Handheld />)
