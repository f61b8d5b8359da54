/** From packed samples to unique ones, in ascending order of their keys. */
package io.seedmill.transforms.dedupe;
