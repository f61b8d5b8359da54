/** Tasks about figures: their place, size and order. */
package io.seedmill.generators.vision.shapes;
