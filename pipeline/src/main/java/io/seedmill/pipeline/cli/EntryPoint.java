package io.seedmill.pipeline.cli;

/** What started the program, which decides where its pipelines run. */
public enum EntryPoint {
  /** A user, a script or Maven: {@code --runner} and its options say where. */
  PROGRAM,

  /** A client or a JobManager of Flink's: on their cluster. */
  FLINK
}
