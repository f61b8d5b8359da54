/** Many records in one byte array: the form in which samples travel between workers. */
package io.seedmill.transforms.blocks;
