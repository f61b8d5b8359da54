package io.seedmill.transforms.near;

import java.io.Serializable;

/**
 * Signed texts in a file, which come one after the other in the order of samples.
 *
 * @param section the section of the order that they are in
 * @param root the root of the storage
 * @param path the file
 * @param offset where in it they begin
 * @param bytes their size
 */
record SignedBlock(int section, String root, String path, long offset, int bytes)
    implements Serializable {}
