package dev.aistreaming.spring.autoconfigure;

import dev.aistreaming.chat.ChatProvider;

/** Puts something of an optional library around each provider. */
interface ProviderDecorator {

    /** Adds nothing. */
    ProviderDecorator NONE = provider -> provider;

    ChatProvider decorate(ChatProvider provider);
}
