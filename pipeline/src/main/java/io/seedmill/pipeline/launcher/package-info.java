/** The JVM of the program: its options, and what ties it to the launcher. */
package io.seedmill.pipeline.launcher;
