/** Forces files of a local folder to the disk, so that a power cut loses none. */
package io.seedmill.generators.disk;
