/** From written files to a published run: the account, the manifest, the final names. */
package io.seedmill.transforms.publish;
