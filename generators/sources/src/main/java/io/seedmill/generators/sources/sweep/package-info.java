/**
 * The configurations of an inference benchmark as a source: a master file of the InferenceX project
 * (formerly InferenceMAX), expanded as that project's own tool does.
 */
package io.seedmill.generators.sources.sweep;
