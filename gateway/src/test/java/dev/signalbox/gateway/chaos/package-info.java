/**
 * Random faults, all at once, through the whole gateway over sockets: a seed draws who asks, how
 * clients behave and what providers do; what must hold whatever happens is checked afterwards. May
 * use everything; nothing uses it.
 */
@NullMarked
package dev.signalbox.gateway.chaos;

import org.jspecify.annotations.NullMarked;
