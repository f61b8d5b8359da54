/** From a plan to packed samples: task shards, and the generators that workers run. */
package io.seedmill.transforms.generate;
