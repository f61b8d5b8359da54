/** From unique samples to the files of a dataset, under temporary names. */
package io.seedmill.transforms.write;
