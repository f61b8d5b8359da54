/** The command line: what users type, what they read, and the exit codes. */
package io.seedmill.pipeline.cli;
