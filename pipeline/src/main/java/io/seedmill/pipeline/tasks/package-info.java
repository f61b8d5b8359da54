/** Task files: what is generated as a list of tasks, as queue-driven systems send them. */
package io.seedmill.pipeline.tasks;
