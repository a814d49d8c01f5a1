import { expect, test } from 'vitest'
import { frontDoorDrift } from '../scripts/front-door.mjs'

test('the front door opens to what exists', () => expect(frontDoorDrift(), 'run pnpm run front-door').toEqual([]))
