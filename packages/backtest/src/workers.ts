// @bourse/backtest/workers: node only. Jobs on threads; columns go through shared memory.
export { workerExecutor, type WorkerOptions } from './workers/workerExecutor.js'
