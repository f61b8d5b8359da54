/** Tasks about light, liquids and things that move. */
package io.seedmill.generators.vision.physics;
