/** The ways to run a pipeline: one class for each of Beam's runners that Seedmill knows. */
package io.seedmill.pipeline.runner;
