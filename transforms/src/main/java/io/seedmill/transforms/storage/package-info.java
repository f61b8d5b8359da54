/** The place of a dataset: the layout of its files, which appear whole or not at all. */
package io.seedmill.transforms.storage;
