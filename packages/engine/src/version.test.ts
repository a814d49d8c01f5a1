import { expect, test } from 'vitest'
import { engineVersion } from './version.js'

test('the version is one of semver', () => expect(engineVersion()).toMatch(/^\d+\.\d+\.\d+$/))
