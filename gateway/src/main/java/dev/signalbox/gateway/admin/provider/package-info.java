/** Control paths about who is called: providers and virtual gateways. */
@NullMarked
package dev.signalbox.gateway.admin.provider;

import org.jspecify.annotations.NullMarked;
