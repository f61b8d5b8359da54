/** Tasks of which the first and the last picture are shown. */
package io.seedmill.generators.vision;
