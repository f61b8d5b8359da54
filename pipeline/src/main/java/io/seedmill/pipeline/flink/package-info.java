/** Running on Apache Flink: its clusters, their settings, and the jobs there. */
package io.seedmill.pipeline.flink;
