/** Tests of sealing, of key rings and of what happens with the wrong ones. */
@NullMarked
package dev.signalbox.gateway.vault;

import org.jspecify.annotations.NullMarked;
