/** The dataset spec: what a user writes, read from YAML with the place of every mistake. */
package io.seedmill.pipeline.dataset;
