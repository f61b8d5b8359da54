package io.seedmill.transforms.near;

import java.io.Serializable;

/**
 * Samples of a bucket that are left out, in a file.
 *
 * @param bucket the bucket
 * @param root the root of the storage
 * @param path the file
 * @param offset where in it they begin
 * @param bytes their size
 */
record DroppedBlock(int bucket, String root, String path, long offset, int bytes)
    implements Serializable {}
