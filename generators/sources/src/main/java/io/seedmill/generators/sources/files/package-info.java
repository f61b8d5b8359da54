/** Files that exist already as a generator: a record of them is a sample. */
package io.seedmill.generators.sources.files;
