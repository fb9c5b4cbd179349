import { start } from '../shared/start'
import { Packing } from './Packing'

void start(<Packing />)
