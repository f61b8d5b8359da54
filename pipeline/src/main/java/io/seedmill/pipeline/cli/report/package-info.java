/** A run as one page for a browser. */
package io.seedmill.pipeline.cli.report;
