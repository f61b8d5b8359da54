/** What keeps files of a local folder safe from a power cut. */
package io.seedmill.generators.disk;
