/** Control paths about who is called: providers, apps and virtual gateways. */
@NullMarked
package dev.signalbox.gateway.admin.provider;

import org.jspecify.annotations.NullMarked;
