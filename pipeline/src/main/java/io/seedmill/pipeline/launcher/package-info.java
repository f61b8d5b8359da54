/** Starts the real program in a JVM with the settings that suit it. */
package io.seedmill.pipeline.launcher;
