# 10,000 sample profiles, the same at every run: a loyalty programme's users with a session on the web site.
BEGIN {
  split("bronze silver gold platinum", tier, " ")
  cities = split("Zürich & Bern|München|São Paulo|東京|Łódź|Saint-Étienne|New York|Ålesund", city, "|")
  for (i = 0; i < 10000; i++) {
    printf "{\"customer\":{\"id\":\"crm-%d\"},\"consent\":{\"marketing\":true},", i
    printf "\"identity\":{\"ecid\":\"%038.0f\"},", 10000000000 + i
    printf "\"session\":{\"id\":\"session-%d\",\"edge\":\"%d\"},", i, 41 + i % 8
    printf "\"traits\":{\"tier\":\"%s\",\"city\":\"%s\",\"points\":%d.%d0,\"newsletter\":%s,\"address\":{\"country\":\"CH\"}}}\n",
      tier[1 + i % 4], city[1 + i % cities], i * 7 % 5000, i % 10, i % 3 ? "true" : "false"
  }
}
