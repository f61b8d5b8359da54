/** Where a dataset lies: the layout of its files, and how they appear without being half done. */
package io.seedmill.transforms.storage;
