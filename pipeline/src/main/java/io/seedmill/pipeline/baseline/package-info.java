/** The earlier runs that a run continues: what they asked for, and what they published. */
package io.seedmill.pipeline.baseline;
