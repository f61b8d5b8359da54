package io.seedmill.transforms.storage;

import java.io.Serializable;

/**
 * A file and its size.
 *
 * @param path the file
 * @param bytes how many bytes it has
 */
public record StoredFile(String path, long bytes) implements Serializable {}
