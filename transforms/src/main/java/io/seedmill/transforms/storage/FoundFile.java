package io.seedmill.transforms.storage;

import java.time.Instant;

/**
 * A file that lies in a storage, or an upload that was begun and not ended.
 *
 * @param path the file
 * @param bytes how many bytes it has; 0 for an upload, of which the store does not tell them
 * @param modified when it was written, or begun
 * @param isUpload whether it is an upload, which {@link Storage#discardUnfinished} removes
 */
public record FoundFile(String path, long bytes, Instant modified, boolean isUpload) {}
