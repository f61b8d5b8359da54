/** Drawing by integer arithmetic, and PNG files whose bytes no Java version changes. */
package io.seedmill.generators.vision.image;
