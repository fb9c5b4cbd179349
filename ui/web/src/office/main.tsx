import '@mantine/core/styles.css'
import '@mantine/spotlight/styles.css'
import 'virtual:mantine-variables.css'
import { start } from '../shared/start'
import { Office } from './Office'

void start(<Office />)
