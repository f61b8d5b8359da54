/** Samples as a person reads them, in a terminal or a browser. */
package io.seedmill.pipeline.cli.preview;
