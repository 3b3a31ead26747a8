package dev.aistreaming.spring.tool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.aistreaming.chat.AiException;
import dev.aistreaming.chat.ChatRequest;
import dev.aistreaming.chat.ErrorCode;
import dev.aistreaming.chat.Message;
import dev.aistreaming.chat.Tool;
import dev.aistreaming.spring.AiService;
import dev.aistreaming.spring.AiTool;
import dev.aistreaming.spring.AiToolParam;
import dev.aistreaming.spring.autoconfigure.AiStreamingAutoConfiguration;
import dev.aistreaming.testing.ScriptedProvider;
import dev.aistreaming.tool.LocalTool;
import dev.aistreaming.tool.ToolContext;
import dev.aistreaming.tool.ToolException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.aopalliance.intercept.MethodInterceptor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class BeanToolsTests {

    private final ScriptedProvider provider = ScriptedProvider.named("own");

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(AiStreamingAutoConfiguration.class))
            .withBean(ScriptedProvider.class, () -> provider);

    enum Unit {
        CELSIUS,
        FAHRENHEIT
    }

    record Forecast(String city, int degrees) {}

    static class Weather {

        @AiTool("Tells the weather of a city")
        public Forecast weather(
                @AiToolParam("Such as Bern") String city,
                ToolContext context,
                @Nullable LocalDate day,
                Optional<Unit> unit) {
            return new Forecast(city + " " + context.step() + " " + day + " " + unit, 3);
        }

        @AiTool(name = "storm_warning", description = "Warns")
        public String warning() throws IOException {
            throw new IOException("sk-SECRET-4711");
        }

        @AiTool
        public void refuse() {
            throw new ToolException("Not today.");
        }
    }

    private ChatRequest lastRequest() {
        List<ChatRequest> requests = provider.requests();
        return requests.get(requests.size() - 1);
    }

    private void ask(WebApplicationContextRunner application, String... tools) {
        application.run(context -> context.getBean(AiService.class)
                .task()
                .prompt("Hi")
                .tools(tools)
                .run());
    }

    @Test
    void aMethodOfABeanIsATool() {
        provider.toolCall("weather", "{\"city\":\"Bern\",\"unit\":\"CELSIUS\"}")
                .then()
                .answer("Cold.");
        ask(application.withBean(Weather.class), "weather");

        assertThat(lastRequest().messages())
                .last()
                .isEqualTo(Message.toolResult(
                        "call-1", "weather", "{\"city\":\"Bern 1 null Optional[CELSIUS]\",\"degrees\":3}"));
    }

    @Test
    void itsParametersAreDescribed() {
        provider.answer("Fine.");
        ask(application.withBean(Weather.class), "weather");

        Tool tool = lastRequest().tools().get(0);
        assertThat(tool.description()).isEqualTo("Tells the weather of a city");
        JsonMapper mapper = JsonMapper.shared();
        assertThat(mapper.readTree(tool.parameters())).isEqualTo(mapper.readTree("""
                        {"type":"object","properties":{
                          "city":{"type":"string","description":"Such as Bern"},
                          "day":{"type":["string","null"],"format":"date"},
                          "unit":{"type":["string","null"],"enum":["CELSIUS","FAHRENHEIT",null]}},
                         "required":["city"]}"""));
    }

    @Test
    void noToolIsOfferedUnlessATaskNamesIt() {
        provider.answer("Fine.");
        ask(application.withBean(Weather.class));

        assertThat(lastRequest().tools()).isEmpty();
    }

    @Test
    void whatAMethodThrowsIsNotToldButByAToolException() {
        provider.toolCall("storm_warning", "{}").then().answer("Fine.");
        ask(application.withBean(Weather.class), "storm_warning");
        assertThat(lastRequest().messages().toString()).doesNotContain("SECRET").contains("The tool failed.");

        provider.reset().toolCall("refuse", "{}").then().answer("Fine.");
        ask(application.withBean(Weather.class), "refuse");
        assertThat(lastRequest().messages().toString()).contains("Not today.");
    }

    @Test
    void theModelIsToldWhatDoesNotFit() {
        provider.toolCall("weather", "{\"city\":[1]}").then().answer("Fine.");
        ask(application.withBean(Weather.class), "weather");

        assertThat(lastRequest().messages().toString())
                .contains("'city' must be {\"type\":\"string\"")
                .doesNotContain("java.");
    }

    @Test
    void anUnknownNameIsRefusedAndTheLogHasThoseThatAreKnown(CapturedOutput output) {
        application
                .withBean(Weather.class)
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(AiService.class).task().tools("wether"))
                        .isInstanceOfSatisfying(AiException.class, e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                            assertThat(e.userMessage()).contains("'wether'").doesNotContain("storm_warning");
                        }));
        assertThat(output).contains("[refuse, storm_warning, weather]");
    }

    private static LocalTool local(String name) {
        return LocalTool.of(Tool.of(name, null), (arguments, context) -> "local");
    }

    @Test
    void aToolMayBeABean() {
        provider.toolCall("clock", "{}").then().answer("Late.");
        ask(application.withBean("clockTool", LocalTool.class, () -> local("clock")), "clock");

        assertThat(lastRequest().messages()).last().isEqualTo(Message.toolResult("call-1", "clock", "local"));
    }

    @Test
    void twoOfOneNameAreRefusedAtTheStart() {
        application
                .withBean("meteo", Weather.class)
                .withBean("other", LocalTool.class, () -> local("weather"))
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(ToolDeclarationException.class)
                        .hasMessage(
                                "Two tools are called 'weather': the bean 'other', and the method Weather.weather of the"
                                        + " bean 'meteo'."));
    }

    static class Hidden {
        @AiTool("Not for proxies")
        String hidden() {
            return "";
        }
    }

    static class Misnamed {
        @AiTool(name = "the weather")
        public String weather() {
            return "";
        }
    }

    static class Undescribed {
        @AiTool("Runs")
        public void run(Runnable task) {}
    }

    static class Primitive {
        @AiTool("Counts")
        public int count(@AiToolParam(required = false) int upTo) {
            return upTo;
        }
    }

    @Test
    void methodsThatCannotBeToolsAreRefusedAtTheStart() {
        assertRefused(Hidden.class, "Hidden.hidden", "not public");
        assertRefused(Misnamed.class, "Misnamed.weather", "'the weather'");
        assertRefused(Undescribed.class, "Undescribed.run", "java.lang.Runnable");
        assertRefused(Primitive.class, "Primitive.count", "'upTo' cannot be left out");
    }

    private <T> void assertRefused(Class<T> bean, String... words) {
        application
                .withBean(bean)
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(ToolDeclarationException.class)
                        .message()
                        .contains(words));
    }

    @Test
    void proxiesAreHonoured() {
        AtomicInteger seen = new AtomicInteger();
        ProxyFactory factory = new ProxyFactory(new Weather());
        factory.setProxyTargetClass(true);
        factory.addAdvice((MethodInterceptor) invocation -> {
            seen.incrementAndGet();
            return invocation.proceed();
        });
        provider.toolCall("refuse", "{}").then().answer("Fine.");
        ask(application.withBean(Weather.class, () -> (Weather) factory.getProxy()), "refuse");

        assertThat(seen).hasValue(1);
    }

    interface Clock {
        String time();
    }

    static class ClockWithInterface implements Clock {
        @Override
        @AiTool("Tells the time")
        public String time() {
            return "late";
        }

        @AiTool("Tells the year")
        public int year() {
            return 2026;
        }
    }

    static class ClockWithoutYear implements Clock {
        @Override
        @AiTool("Tells the time")
        public String time() {
            return "late";
        }
    }

    @Test
    void proxiesOfInterfacesAreHonouredToo() {
        ProxyFactory factory = new ProxyFactory(new ClockWithoutYear());
        provider.toolCall("time", "{}").then().answer("Fine.");
        ask(application.withBean(Clock.class, () -> (Clock) factory.getProxy()), "time");

        assertThat(lastRequest().messages()).last().isEqualTo(Message.toolResult("call-1", "time", "late"));
    }

    @Test
    void aMethodThatTheProxyDoesNotHaveIsRefused() {
        ProxyFactory factory = new ProxyFactory(new ClockWithInterface());
        application
                .withBean(Clock.class, () -> (Clock) factory.getProxy())
                .run(context -> assertThat(context)
                        .getFailure()
                        .isInstanceOf(ToolDeclarationException.class)
                        .hasMessageContaining("ClockWithInterface.year")
                        .hasMessageContaining("proxy"));
    }

    @Test
    void lazyBeansAreMadeWhenTheirToolIsCalled() {
        AtomicInteger made = new AtomicInteger();
        WebApplicationContextRunner lazy = application.withBean(
                Weather.class,
                () -> {
                    made.incrementAndGet();
                    return new Weather();
                },
                definition -> definition.setLazyInit(true));
        provider.answer("Fine.");
        ask(lazy, "refuse");
        assertThat(made).hasValue(0);

        provider.reset().toolCall("refuse", "{}").then().answer("Fine.");
        ask(lazy, "refuse");
        assertThat(made).hasValue(1);
    }

    @Test
    void toolsOfTheTaskAndOfTheFrontEndAreOfferedToo() {
        provider.answer("Fine.");
        application.run(context -> context.getBean(AiService.class)
                .task()
                .prompt("Hi")
                .tools(local("clock"))
                .tools(Tool.of("position", "Tells where the user is"))
                .run());

        assertThat(lastRequest().tools()).extracting(Tool::name).containsExactly("position", "clock");
    }
}
