/** The descriptions of a dataset that hubs and their tools read. */
package io.seedmill.pipeline.cli.card;
