/** Samples that are whole repositories, written as folders and as git repositories. */
package io.seedmill.pipeline.export;
