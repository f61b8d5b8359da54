/** Raw batches: what tasks made, kept in files until, or longer than, a dataset is published. */
package io.seedmill.transforms.raw;
