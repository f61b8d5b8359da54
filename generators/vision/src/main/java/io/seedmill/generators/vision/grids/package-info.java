/** Tasks about grids of coloured cells. */
package io.seedmill.generators.vision.grids;
