// What the printed test code holds (turnout/paper/scanner_sheet.py draws it): letters, digits and marks that lie elsewhere
// on other keyboards, in both cases.

export const TEST_CODE = "TURNOUT:test/yzaqwm-0123456789";
