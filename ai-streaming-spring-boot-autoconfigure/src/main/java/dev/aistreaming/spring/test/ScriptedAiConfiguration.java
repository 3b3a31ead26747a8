package dev.aistreaming.spring.test;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** What a context has with {@link ScriptedAi}, besides the providers. */
@Configuration(proxyBeanMethods = false)
@Import(OwnAutoConfigurations.class)
class ScriptedAiConfiguration {}
