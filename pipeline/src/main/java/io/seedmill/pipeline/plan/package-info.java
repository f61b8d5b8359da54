/**
 * From a spec to a plan: task shards, hash buckets, and the digest of all that the data depends on.
 */
package io.seedmill.pipeline.plan;
