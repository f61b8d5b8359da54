/** Records as columns: a schema that fits all of them, row groups, and the way back to lines. */
package io.seedmill.transforms.parquet;
