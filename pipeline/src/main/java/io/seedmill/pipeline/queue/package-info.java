/** Task queues: sending tasks, leasing them, and giving back what was not done. */
package io.seedmill.pipeline.queue;
