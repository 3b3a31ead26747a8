package dev.aistreaming.applications.worker;

import dev.aistreaming.spring.AiTool;
import dev.aistreaming.spring.AiToolParam;
import dev.aistreaming.tool.ToolException;
import java.util.Map;
import org.springframework.stereotype.Component;

@Component
class Orders {

    private final Map<String, String> states = Map.of("A-17", "shipped on Monday", "B-4", "waiting for payment");

    @AiTool("Tells the state of an order")
    public String orderState(@AiToolParam("its number, such as A-17") String number) {
        String state = states.get(number);
        if (state == null) {
            throw new ToolException("There is no order of this number.");
        }
        return state;
    }
}
