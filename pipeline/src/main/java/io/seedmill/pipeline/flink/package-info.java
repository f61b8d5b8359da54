/** Running on Apache Flink: where, with which settings, and how a job there is watched. */
package io.seedmill.pipeline.flink;
